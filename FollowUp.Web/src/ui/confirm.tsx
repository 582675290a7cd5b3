import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

interface Question {
  title: string
  text: string
  yes: string
  act: () => void
}

let ask: ((question: Question) => void) | undefined

/** Asks before something that cannot be taken back. */
export const modals = { confirm: (question: Question) => ask?.(question) }

/** Stands once in the shell, and shows what is asked. */
export function Confirmation() {
  const [question, setQuestion] = useState<Question | null>(null)
  useEffect(() => {
    ask = setQuestion
    return () => {
      ask = undefined
    }
  }, [])
  const close = () => setQuestion(null)
  return (
    <Modal opened={question !== null} onClose={close} title={question?.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text size="sm">{question?.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red.9"
          onClick={() => {
            question?.act()
            close()
          }}
        >
          {question?.yes}
        </Button>
      </Group>
    </Modal>
  )
}
