/**
 * A product: its drawing, its price, and the button that is counted with the price.
 */
import { useGoal } from '@heddle/react'
import { addToBag } from './experiments.js'
import { drawings, type Product } from './products.js'

export interface CardProps {
  readonly product: Product
  readonly onAdd: (product: Product) => void
}

export function Card({ product, onAdd }: CardProps) {
  const added = useGoal(addToBag)
  const { name, aed, tint, drawing } = product
  return (
    <li className={`card ${tint}`}>
      <svg viewBox="0 0 120 150" aria-hidden="true">
        <path className="arch" d="M12 150V74C12 46 44 38 60 10c16 28 48 36 48 64v76z" />
        <path className="shape" d={drawings[drawing].shape} />
        <path className="trim" d={drawings[drawing].trim} />
      </svg>
      <h3>{name}</h3>
      <p>AED {aed}</p>
      <button
        type="button"
        aria-label={`Add to bag: ${name}`}
        onClick={() => {
          onAdd(product)
          added(aed)
        }}
      >
        Add to bag
      </button>
    </li>
  )
}
