/** The one place that knows the plotting library. Only what is drawn here is kept by a bundler. */
export {
  areaY,
  axisX,
  axisY,
  dot,
  gridX,
  gridY,
  lineY,
  link,
  type Markish,
  type PlotOptions,
  plot,
  rect,
  ruleX,
  ruleY,
  text,
} from '@observablehq/plot'
