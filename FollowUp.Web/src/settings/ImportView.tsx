import { Button, FileInput, Group, Stack, Table, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, get } from '../api/http.ts'
import { failed, told } from '../ui/notices.ts'

interface ImportReport {
  id: string
  dryRun: boolean
  status: 'planned' | 'running' | 'done' | 'failed'
  rows: number
  done: number
  valid: number
  new: number
  known: number
  repeated: number
  failed: number
  errors: { row: number; column?: string; message: string }[]
  mapping: Record<string, string>
  unmapped: string[]
}

const pauseMs = 700

async function run(file: File, dryRun: boolean, onProgress: (report: ImportReport) => void): Promise<ImportReport> {
  let report = await call<ImportReport>('POST', `/api/import/leads?dryRun=${dryRun}`, file, undefined, { 'content-type': 'text/csv' })
  while (report.status === 'running') {
    onProgress(report)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    report = await get<ImportReport>(`/api/import/${report.id}`)
  }
  return report
}

/** Brings people in from a CSV file: first what would happen, then for real. */
export function ImportView() {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [report, setReport] = useState<ImportReport | null>(null)
  const work = useMutation({
    mutationFn: (dryRun: boolean) => run(file!, dryRun, setReport),
    onSuccess: (done) => {
      setReport(done)
      if (done.dryRun) return
      told(`${done.new} people came in`)
      void client.invalidateQueries()
    },
    onError: (error) => failed('The file was not read', error),
  })
  return (
    <Stack gap="sm">
      <FileInput label="CSV file" description="Columns such as name, phone, email, service, tags" placeholder="Choose a file" accept="text/csv,.csv" value={file} onChange={(next) => { setFile(next); setReport(null) }} clearable clearButtonProps={{ 'aria-label': 'Choose no file' }} maw={420} />
      <Group>
        <Button variant="default" disabled={!file} loading={work.isPending} onClick={() => work.mutate(true)}>
          Show what would happen
        </Button>
        {report?.dryRun && report.valid > 0 && (
          <Button loading={work.isPending} onClick={() => work.mutate(false)}>
            Bring {report.valid} in
          </Button>
        )}
      </Group>
      {report && (
        <div role="status">
          <Text size="sm">
            {report.rows} rows: {report.new} new people, {report.known} known, {report.failed} with an error.{report.status === 'running' ? ` ${report.done} done.` : ''}
          </Text>
          <Text size="xs" className="quiet">
            {Object.entries(report.mapping).map(([column, field]) => `${column} is ${field}`).join(', ')}
            {report.unmapped.length > 0 ? `; not used: ${report.unmapped.join(', ')}` : ''}
          </Text>
          {report.errors.length > 0 && (
            <Table mt="xs">
              <Table.Tbody>
                {report.errors.slice(0, 50).map((error, i) => (
                  <Table.Tr key={i}>
                    <Table.Td>Row {error.row}</Table.Td>
                    <Table.Td>{error.column}</Table.Td>
                    <Table.Td>{error.message}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </div>
      )}
    </Stack>
  )
}
