import { useElementSize } from '@mantine/hooks'
import styles from './BarChart.module.css'

export interface Bar {
  label: string
  values: (number | undefined)[]
}

interface Props {
  /** What a screen reader says of it; the numbers themselves are in the table beside it. */
  title: string
  series: string[]
  bars: Bar[]
  show: (value: number) => string
}

const height = 220
const [top, bottom, side] = [22, 26, 8]
/** About how wide a letter is drawn, and the room that the name of a bar wants. */
const [letter, label] = [6.2, 62]

/** Bars side by side, one group per label, drawn as wide as there is room: a drawing made smaller would have letters too small to read. */
export function BarChart({ title, series, bars, show }: Props) {
  const { ref, width } = useElementSize()
  const most = Math.max(0, ...bars.flatMap((bar) => bar.values.map((v) => v ?? 0))) || 1
  const slot = Math.max(0, width - 2 * side) / Math.max(1, bars.length)
  const every = Math.max(1, Math.ceil(label / slot))
  const valueRoom = letter * Math.max(0, ...bars.flatMap((bar) => bar.values.map((v) => (v === undefined ? 0 : show(v).length))))
  const thick = Math.min(Math.max(46, valueRoom + 4), (slot * 0.7) / series.length)
  const hasValues = valueRoom < (series.length === 1 ? slot : thick)
  return (
    <figure ref={ref} style={{ margin: 0, overflow: 'hidden' }}>
      <svg width={width} height={height} className={styles.chart} role="img" aria-label={title}>
        <line x1={side} x2={width - side} y1={height - bottom} y2={height - bottom} className={styles.axis} />
        {bars.map((bar, i) => {
          const middle = side + slot * (i + 0.5)
          const letters = Math.floor((slot * Math.min(every, bars.length - i)) / letter)
          return (
            <g key={bar.label}>
              {bar.values.map((value, n) => {
                if (value === undefined) return null
                const tall = Math.max(value > 0 ? 2 : 0, (value / most) * (height - top - bottom))
                const x = middle + (n - series.length / 2) * thick
                return (
                  <g key={series[n]}>
                    <rect x={x + 1} y={height - bottom - tall} width={Math.max(1, thick - 2)} height={tall} rx={3} className={styles.bar} data-series={n} />
                    {hasValues && (
                      <text x={x + thick / 2} y={height - bottom - tall - 5} textAnchor="middle" className={styles.value}>
                        {show(value)}
                      </text>
                    )}
                  </g>
                )
              })}
              {i % every === 0 && letters > 3 && (
                <text x={every === 1 ? middle : side + slot * i} y={height - 8} textAnchor={every === 1 ? 'middle' : 'start'} className={styles.label}>
                  {bar.label.length > letters ? `${bar.label.slice(0, letters - 1)}…` : bar.label}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      {series.length > 1 && (
        <figcaption className={styles.legend}>
          {series.map((name, n) => (
            <span key={name}>
              <span className={styles.key} data-series={n} />
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}
