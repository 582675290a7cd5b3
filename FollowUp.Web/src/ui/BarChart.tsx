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

const width = 720
const height = 220
const [top, bottom, side] = [22, 26, 8]

/** Bars side by side, one group per label. */
export function BarChart({ title, series, bars, show }: Props) {
  const most = Math.max(0, ...bars.flatMap((bar) => bar.values.map((v) => v ?? 0))) || 1
  const slot = (width - 2 * side) / Math.max(1, bars.length)
  const thick = Math.min(46, (slot * 0.7) / series.length)
  const every = Math.ceil(bars.length / 12)
  return (
    <figure style={{ margin: 0 }}>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.chart} role="img" aria-label={title}>
        <line x1={side} x2={width - side} y1={height - bottom} y2={height - bottom} className={styles.axis} />
        {bars.map((bar, i) => {
          const middle = side + slot * (i + 0.5)
          return (
            <g key={bar.label}>
              {bar.values.map((value, n) => {
                if (value === undefined) return null
                const tall = Math.max(value > 0 ? 2 : 0, (value / most) * (height - top - bottom))
                const x = middle + (n - series.length / 2) * thick
                return (
                  <g key={series[n]}>
                    <rect x={x + 1} y={height - bottom - tall} width={thick - 2} height={tall} rx={3} className={styles.bar} data-series={n} />
                    {slot > 34 && (
                      <text x={x + thick / 2} y={height - bottom - tall - 5} textAnchor="middle" className={styles.value}>
                        {show(value)}
                      </text>
                    )}
                  </g>
                )
              })}
              {i % every === 0 && (
                <text x={middle} y={height - 8} textAnchor="middle" className={styles.label}>
                  {bar.label.length > slot / 6 + 4 ? `${bar.label.slice(0, Math.floor(slot / 6 + 3))}…` : bar.label}
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
