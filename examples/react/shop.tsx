/**
 * The whole page below its head. Rendered by the server, and again by the page, which must find the same.
 */
import { ClientProvider } from '@heddle/react'
import type { Client } from 'heddle'
import { useState } from 'react'
import { Card } from './card.js'
import { Consent } from './consent.js'
import type { Visitor } from './known.js'
import { type Department, type Product, products } from './products.js'
import { TabBar, tabId } from './tab-bar.js'

export interface ShopProps {
  /** None on the server. */
  readonly client?: Client | undefined
  readonly visitor: Visitor
}

export function Shop({ client, visitor }: ShopProps) {
  const [consent, setConsent] = useState(visitor.consent)
  const [open, setOpen] = useState<Department>('fun')
  const [bag, setBag] = useState<readonly Product[]>([])

  return (
    <ClientProvider client={client} unit={visitor.unit} choices={visitor.choices}>
      <header>
        <h1>
          <a href="/">mausam</a>
        </h1>
        <p role="status">{bag.length ? `In your bag: ${bag.length}` : 'Your bag is empty'}</p>
      </header>
      <main>
        <TabBar open={open} onOpen={setOpen} />
        <section role="tabpanel" id="panel" aria-labelledby={tabId(open)}>
          <h2>{titles[open]}</h2>
          <ul>
            {products[open].map((product) => (
              <Card key={product.name} product={product} onAdd={(added) => setBag([...bag, added])} />
            ))}
          </ul>
        </section>
      </main>
      {!consent && (
        <Consent
          onChoose={(choice) => {
            setConsent(choice)
            client?.setConsent(choice)
          }}
        />
      )}
    </ClientProvider>
  )
}

const titles: { readonly [Name in Department]: string } = {
  fun: 'Just for fun',
  best: 'What everybody takes home',
  man: 'For him',
  woman: 'For her',
  kids: 'For the small ones',
}
