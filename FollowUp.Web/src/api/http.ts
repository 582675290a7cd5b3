/** An answer that is not a success: RFC 9457, or the network's own silence (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly errors: Record<string, string[]>

  constructor(status: number, message: string, errors: Record<string, string[]> = {}) {
    super(message)
    this.status = status
    this.errors = errors
  }
}

interface Problem {
  title?: string
  detail?: string
  errors?: Record<string, string[]>
}

const patienceMs = 20_000

/** What is asked. Writes carry a header that no foreign page can send without asking first. */
const request = (method: string, body: unknown, headers: Record<string, string>): RequestInit => ({
  method,
  headers: {
    accept: 'application/json',
    ...(method === 'GET' ? {} : { 'x-followup': 'web' }),
    ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
    ...headers,
  },
  ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
})

/** Calls the API. */
export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<T> {
  const deadline = AbortSignal.timeout(patienceMs)
  let response: Response
  try {
    response = await fetch(path, { ...request(method, body, headers), signal: signal ? AbortSignal.any([signal, deadline]) : deadline })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, deadline.aborted ? 'FollowUp did not answer in time. Check the connection and try again.' : 'No connection to FollowUp.')
  }
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Problem
  const message = problem.detail ?? problem.title ?? `FollowUp answered with status ${response.status}.`
  return new ApiError(response.status, message, problem.errors)
}

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal)
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body)
export const put = <T>(path: string, body: unknown = {}) => call<T>('PUT', path, body)
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, body)
export const remove = <T>(path: string) => call<T>('DELETE', path)

/** A query string without what is empty. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length === 0 ? '' : '?' + new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
}

/** Gives the person what the API has as a table: what a GET answers, or the POST of a body. */
export async function download(path: string, name: string, body?: unknown) {
  const answer = await fetch(path, request(body === undefined ? 'GET' : 'POST', body, { accept: 'text/csv' }))
  if (!answer.ok) throw await problemOf(answer)
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
