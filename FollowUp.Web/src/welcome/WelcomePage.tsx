import { Button, Group, List, Paper, Stepper, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { post } from '../api/http.ts'
import type { Plan } from '../api/types.ts'
import { useClock } from '../app/clock.ts'
import { Thread } from '../inbox/Thread.tsx'
import { conversationQuery } from '../inbox/queries.ts'
import { threadOf } from '../inbox/thread.ts'
import { PlanView } from '../leads/PlanView.tsx'
import { sampleZone } from '../sequences/Preview.tsx'
import { sequencesQuery } from '../sequences/queries.ts'
import { BusinessForm } from '../settings/BusinessForm.tsx'
import { NumbersForm } from '../settings/NumbersForm.tsx'
import { useProfile } from '../settings/useProfile.ts'
import { failed } from '../ui/notices.ts'
import { Page } from '../ui/Page.tsx'
import { Problem } from '../ui/Problem.tsx'
import { phoneOf } from '../ui/words.ts'

const firstSequence = 'missed-call-text-back'
const testCaller = '+15125550143'

/** From an empty install to a missed call that is answered by itself. */
export default function WelcomePage() {
  const [step, setStep] = useState(0)
  const profile = useProfile()
  const next = async () => {
    if (profile.isChanged) await profile.save()
    setStep(step + 1)
  }
  const { business } = profile
  return (
    <Page title="First steps" about="Four steps, and no call is lost any more.">
      {profile.loadError && <Problem error={profile.loadError} retry={profile.reload} />}
      <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={false} size="sm" mb="md" styles={{ steps: { flexWrap: 'wrap', rowGap: 8 } }}>
        <Stepper.Step label="Business" />
        <Stepper.Step label="Number" />
        <Stepper.Step label="Sequence" />
        <Stepper.Step label="Test call" />
      </Stepper>
      <Paper withBorder p="lg">
        {business && step === 0 && <BusinessForm profile={profile} business={business} />}
        {business && step === 1 && <NumbersForm profile={profile} business={business} />}
        {step === 2 && <FirstSequence />}
        {business && step === 3 && <TestCall number={business.numbers[0]!.phone} />}
        {step > 3 && <Done />}
        {Object.entries(profile.errors).map(([field, messages]) => (
          <Text key={field} c="red" size="sm" role="alert">
            {field} {messages.join(', ')}
          </Text>
        ))}
        {step < 4 && (
          <Group mt="lg">
            <Button loading={profile.isSaving} onClick={() => void next().catch(() => undefined)}>
              {step === 3 ? 'Finish' : 'Next'}
            </Button>
            {step > 0 && (
              <Button variant="default" onClick={() => setStep(step - 1)}>
                Back
              </Button>
            )}
          </Group>
        )}
      </Paper>
    </Page>
  )
}

function FirstSequence() {
  const sequence = useQuery(sequencesQuery).data?.find((s) => s.id === firstSequence)
  const plan = useQuery({ queryKey: ['preview', firstSequence], queryFn: () => post<Plan>(`/api/sequences/${firstSequence}/preview`), gcTime: 0 }).data
  return (
    <>
      <Title order={2}>{sequence?.name ?? 'Missed-call text back'}</Title>
      <Text my="xs">{sequence?.description}</Text>
      <List size="sm">
        <List.Item>It begins by itself when a call is missed.</List.Item>
        <List.Item>It stops as soon as the person replies, books or opts out.</List.Item>
        <List.Item>Nothing goes out in quiet hours but the answer to their own call.</List.Item>
      </List>
      <Text fw={600} mt="md" mb="xs">
        What somebody gets who never answers
      </Text>
      {plan && <PlanView plan={plan} zone={sampleZone} />}
      <Button mt="sm" variant="default" component={Link} to={`/sequences/${firstSequence}`}>
        Change its texts
      </Button>
    </>
  )
}

function TestCall({ number }: { number: string }) {
  const simulated = useClock() != null
  const client = useQueryClient()
  const call = useMutation({
    mutationFn: () => post<{ leadId: string }>('/sim/calls', { from: testCaller, to: number, answered: false, ringSeconds: 18 }),
    onSettled: () => client.invalidateQueries(),
    onError: (error) => failed('The test call did not go through', error),
  })
  if (!simulated)
    return (
      <Text>
        Call {phoneOf(number)} from your own phone and let it ring. The text back comes within a second, and the conversation shows up in the <Link to="/inbox">inbox</Link>.
      </Text>
    )
  return (
    <>
      <Text mb="sm">A simulated customer calls {phoneOf(number)}, and nobody answers.</Text>
      <Button variant="light" loading={call.isPending} onClick={() => call.mutate()}>
        Miss a call
      </Button>
      {call.data && <Answer leadId={call.data.leadId} />}
    </>
  )
}

function Answer({ leadId }: { leadId: string }) {
  const conversation = useQuery(conversationQuery(leadId)).data
  if (!conversation) return null
  return (
    <div style={{ maxWidth: '36rem', marginTop: '1rem' }}>
      <Thread rows={threadOf(conversation.items, (id) => id)} zone={conversation.lead.timeZone} />
    </div>
  )
}

function Done() {
  return (
    <Group>
      <IconCircleCheck size={40} aria-hidden />
      <div>
        <Title order={2}>FollowUp is at work</Title>
        <Text>
          Go to the <Link to="/inbox">inbox</Link>, or play with the <Link to="/phones">phones</Link>.
        </Text>
      </div>
    </Group>
  )
}
