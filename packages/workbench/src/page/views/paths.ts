/** What visitors did after a step, sequence by sequence, and which event was their last. Counts; nobody is named. */
import type { PathsReport } from '@heddle/analysis'
import { formatCount, formatShare, printable } from '@heddle/analysis/view'
import { notes, section, tableElement } from '../../html/parts.js'
import type { TextTable } from '../../say/said.js'
import { singleElement } from './single.js'
import { type Drawing, experimentIn, type View } from './view.js'

export const pathsDrawn: View = {
  choices: 'step',
  uses: [],
  question: (state, catalogue, page) => {
    const { step, without, from, to, variant, last, skip } = state
    if (catalogue.goals.length === 0) return { missing: page.noGoals }
    if (step === undefined) return { missing: page.chooseStep }
    return { ask: 'paths', step, without, experiment: experimentIn(state, catalogue), from, to, variant, last, skip }
  },
  draw: (answer, drawing) => {
    const { scene, page } = drawing
    if (!('step' in answer)) return scene.make('p')
    const without = answer.without === undefined ? undefined : printable(answer.without)
    return scene.make(
      'div',
      { class: 'lift' },
      section(
        scene,
        { name: 'card paths', level: 2, title: page.paths.title(printable(answer.step)), id: 'paths' },
        tableElement(pathsTable(answer, drawing), scene),
      ),
      section(
        scene,
        { name: 'card paths', level: 2, title: page.paths.left(without), id: 'left' },
        tableElement(lastTable(answer, drawing), scene),
        notes([page.paths.note], scene),
      ),
      singleElement(answer, drawing),
    )
  },
}

const countText = ({ visitors, share }: { readonly visitors: number; readonly share: number }) =>
  `${formatCount(visitors)} (${formatShare(share)})`

const headOf = ({ groups }: PathsReport, first: string, { page }: Drawing) => [
  first,
  ...groups.map(({ variant, visitors }) =>
    page.paths.visitors(variant === undefined ? page.paths.everybody : printable(variant), formatCount(visitors)),
  ),
]

/** The groups list the same paths in the same order. */
function pathsTable(report: PathsReport, drawing: Drawing): TextTable {
  const { paths: words } = drawing.page
  const [first] = report.groups
  const rows = (first?.paths ?? []).map(({ goals, whole }, place) => ({
    cells: [
      `→ ${[...goals.map(printable), whole ? words.end : words.goesOn].join(' → ')}`,
      ...report.groups.map(({ paths }) => countText(paths[place] ?? { visitors: 0, share: 0 })),
    ],
  }))
  const others = { cells: [words.others, ...report.groups.map(({ otherPaths }) => countText(otherPaths))] }
  return { head: headOf(report, words.next, drawing), rows: [...rows, others] }
}

function lastTable(report: PathsReport, drawing: Drawing): TextTable {
  const { paths: words } = drawing.page
  const [first] = report.groups
  const left = { ...report, groups: report.groups.map((group) => ({ ...group, visitors: group.left?.visitors ?? 0 })) }
  return {
    head: headOf(left, words.last, drawing),
    rows: (first?.left?.last ?? []).map(({ goal }, place) => ({
      cells: [
        goal === report.step ? `${printable(goal)} (${words.nothingAfter})` : printable(goal),
        ...report.groups.map(({ left: gone }) => countText(gone?.last[place] ?? { visitors: 0, share: 0 })),
      ],
    })),
  }
}
