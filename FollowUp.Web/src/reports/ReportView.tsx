import { Button, Group, Paper, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { IconChartBar, IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { download } from '../api/http.ts'
import { useNow } from '../app/clock.ts'
import { type Bar, BarChart } from '../ui/BarChart.tsx'
import { failed } from '../ui/notices.ts'
import { Nothing } from '../ui/Nothing.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { type Report, reportPath, reportQuery } from './queries.ts'

export interface Column<T> {
  head: string
  cell: (row: T) => string
}

export interface Kind<T> {
  name: string
  title: string
  about: string
  figures: (total: T) => [string, string][]
  series: string[]
  bars: (report: Report<T>) => Bar[]
  show: (value: number, report: Report<T>) => string
  columns: Column<T>[]
}

/** A report: its figures, a chart, the chart's numbers, and the same as CSV. */
export function ReportView<T>({ kind, days }: { kind: Kind<T>; days: number }) {
  const now = useNow(600_000)
  const report = useQuery(reportQuery<T>(kind.name, days, now))
  const csv = useMutation({ mutationFn: () => download(reportPath(kind.name, days, now), `${kind.name}.csv`), onError: (error) => failed('The file was not made', error) })
  if (report.isError) return <Problem error={report.error} retry={() => void report.refetch()} />
  if (report.isPending) return <Waiting label="Loading the report" />
  const { total, rows } = report.data
  const bars = kind.bars(report.data)
  return (
    <>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={2}>{kind.title}</Title>
          <Text size="sm" className="quiet">
            {kind.about}
          </Text>
        </div>
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />} loading={csv.isPending} onClick={() => csv.mutate()}>
          CSV
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="md">
        {kind.figures(total).map(([label, value]) => (
          <Paper key={label} withBorder p="sm">
            <Text fz={26} fw={700} lh={1.1}>
              {value}
            </Text>
            <Text size="xs" className="quiet">
              {label}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      {rows.length === 0 ? (
        <Nothing title="Nothing in this time" icon={<IconChartBar size={28} />} />
      ) : (
        <>
          <Paper withBorder p="md" mb="md">
            <BarChart title={`${kind.title}: a chart of the numbers in the table below`} series={kind.series} bars={bars} show={(value) => kind.show(value, report.data)} />
          </Paper>
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': `${kind.title}, numbers`, role: 'region' } }}>
            <Table striped withTableBorder>
              <Table.Thead>
                <Table.Tr>
                  {kind.columns.map((column) => (
                    <Table.Th key={column.head}>{column.head}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...rows, total].map((row, i) => (
                  <Table.Tr key={i} fw={i === rows.length ? 700 : 400}>
                    {kind.columns.map((column) => (
                      <Table.Td key={column.head}>{column.cell(row)}</Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
    </>
  )
}
