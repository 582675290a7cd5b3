import { Button, Paper, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { momentOf } from '../ui/words.ts'
import styles from './Guide.module.css'
import { idOf } from './Handset.tsx'
import { nextOpening } from './opening.ts'
import { progressOf } from './progress.ts'
import { phoneQuery, useAct } from './queries.ts'
import { answerAndPress, answerTheText, callBusiness, getTheCallBack, letItRingOut, type Scene, talk } from './story.ts'

const steps = [
  { title: 'Call', text: 'The phones of the team ring.', act: callBusiness },
  { title: 'Let it ring out', text: 'Nobody presses 1. Read the text that comes at once.', act: letItRingOut },
  { title: 'Answer the text', text: 'FollowUp stops by itself, and the owner hears of it.', act: answerTheText },
  { title: 'Get called back', text: 'A visit is missed: five minutes later an automatic voice calls.', act: getTheCallBack },
  { title: 'Press 1', text: 'The call is answered, and goes on to the person in charge.', act: answerAndPress },
  { title: 'Pick up and talk', text: 'Whoever is in charge has the person on the line.', act: talk },
]

/** The whole story in six steps; each can be done on the phones instead. */
export function Guide({ scene }: { scene: Scene }) {
  const phone = useQuery(phoneQuery(scene.caller)).data
  const act = useAct('This step did not work')
  const [doing, setDoing] = useState(0)
  if (!phone) return null
  const done = progressOf(phone)
  const opening = nextOpening(scene.business, scene.now)
  const isClosed = opening !== null && opening > scene.now
  return (
    <Paper component="section" aria-label="Try this" withBorder p="md" mb="md">
      <Title order={2}>Try this</Title>
      <Text size="sm" className="quiet" mb="sm">
        Each button does its step, and so do the phones below.
        {isClosed && done === 0 && ` The business is closed: the first step moves the clock to ${momentOf(opening, scene.business.timeZone)}.`}
      </Text>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const isNext = index === done
          const mayBegin = index === 0 && phone.state === 'idle'
          return (
            <li key={step.title} aria-current={isNext ? 'step' : undefined}>
              <Button
                fullWidth
                size="sm"
                px={6}
                variant={isNext ? 'filled' : 'default'}
                leftSection={index < done ? <IconCheck size={16} role="img" aria-label="Done" /> : <span aria-hidden>{index + 1}</span>}
                disabled={(!isNext && !mayBegin) || act.isPending}
                loading={act.isPending && index === doing}
                onClick={() => {
                  document.getElementById(idOf(scene.caller))?.scrollIntoView({ block: 'nearest' })
                  setDoing(index)
                  act.mutate(() => step.act(scene))
                }}
              >
                {step.title}
              </Button>
              <Text size="sm" className="quiet" mt={4}>
                {step.text}
              </Text>
            </li>
          )
        })}
      </ol>
    </Paper>
  )
}
