/**
 * The shapes of what PagerDuty answers, as its published OpenAPI description and its page on Events v2 have them: required
 * fields, types and enumerations of the endpoints that the fake serves. JSON Schema.
 */

const id = { type: 'string', pattern: '^[A-Z0-9]{6,}$' } as const;
const text = { type: 'string', minLength: 1 } as const;
const time = { type: 'string', format: 'date-time' } as const;

/** What stands for another resource in an answer. */
const shown = (...types: string[]) => ({
  type: 'object',
  required: ['id', 'type', 'summary', 'self', 'html_url'],
  properties: {
    id,
    type: { enum: types },
    summary: { type: 'string' },
    self: { type: ['string', 'null'], format: 'uri' },
    html_url: { type: ['string', 'null'], format: 'uri' },
  },
});

const list = (name: string, items: object) => ({
  type: 'object',
  required: [name, 'limit', 'offset', 'more'],
  properties: {
    [name]: { type: 'array', items },
    limit: { type: 'integer', maximum: 100 },
    offset: { type: 'integer', minimum: 0 },
    more: { type: 'boolean' },
    total: { type: ['integer', 'null'] },
  },
});

const one = (name: string, item: object) => ({ type: 'object', required: [name], properties: { [name]: item } });

const user = {
  type: 'object',
  required: ['id', 'type', 'summary', 'name', 'email'],
  properties: {
    id,
    type: { const: 'user' },
    summary: text,
    name: { type: 'string', maxLength: 100 },
    email: { type: 'string', format: 'email', maxLength: 100 },
  },
};

const service = {
  type: 'object',
  required: ['id', 'type', 'summary', 'name', 'status'],
  properties: {
    id,
    type: { const: 'service' },
    summary: text,
    name: text,
    status: { enum: ['active', 'warning', 'critical', 'maintenance', 'disabled'] },
  },
};

const schedule = {
  type: 'object',
  required: ['id', 'type', 'summary', 'name', 'time_zone'],
  properties: { id, type: { const: 'schedule' }, summary: text, name: text, time_zone: text },
};

const oncall = {
  type: 'object',
  required: ['user', 'schedule', 'escalation_policy', 'escalation_level', 'start', 'end'],
  properties: {
    user: { anyOf: [user, shown('user_reference')] },
    schedule: { anyOf: [shown('schedule_reference'), { type: 'null' }] },
    escalation_policy: shown('escalation_policy_reference'),
    escalation_level: { type: 'integer', minimum: 1 },
    start: { anyOf: [time, { type: 'null' }] },
    end: { anyOf: [time, { type: 'null' }] },
  },
};

const incident = {
  type: 'object',
  required: [
    'id',
    'type',
    'summary',
    'self',
    'html_url',
    'incident_number',
    'title',
    'created_at',
    'status',
    'incident_key',
    'service',
    'assignments',
    'acknowledgements',
    'last_status_change_at',
    'last_status_change_by',
    'urgency',
  ],
  properties: {
    id,
    type: { const: 'incident' },
    summary: text,
    self: { type: 'string', format: 'uri' },
    html_url: { type: 'string', format: 'uri' },
    incident_number: { type: 'integer' },
    title: text,
    created_at: time,
    status: { enum: ['triggered', 'acknowledged', 'resolved'] },
    incident_key: { type: ['string', 'null'] },
    service: shown('service_reference'),
    assignments: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'assignee'],
        properties: { at: time, assignee: shown('user_reference') },
      },
    },
    acknowledgements: {
      type: 'array',
      items: {
        type: 'object',
        required: ['at', 'acknowledger'],
        properties: { at: time, acknowledger: shown('user_reference', 'service_reference') },
      },
    },
    last_status_change_at: time,
    last_status_change_by: shown('user_reference', 'service_reference', 'integration_reference'),
    urgency: { enum: ['high', 'low'] },
  },
};

const note = {
  type: 'object',
  required: ['id', 'content', 'created_at', 'user'],
  properties: {
    id,
    content: { type: 'string' },
    created_at: time,
    user: shown('user_reference', 'bot_user_reference'),
  },
};

/** Bodies of answers, by method and path. */
export const answerSchemas = {
  'POST /incidents': one('incident', incident),
  'GET /incidents': list('incidents', incident),
  'GET /incidents/:id': one('incident', incident),
  'PUT /incidents/:id': one('incident', incident),
  'POST /incidents/:id/notes': one('note', note),
  'GET /incidents/:id/notes': one('notes', { type: 'array', items: note }),
  'GET /oncalls': list('oncalls', oncall),
  'GET /schedules/:id': one('schedule', schedule),
  'GET /users': list('users', user),
  'GET /users/:id': one('user', user),
  'GET /services': list('services', service),
  'GET /services/:id': one('service', service),
  'POST /v2/enqueue': {
    type: 'object',
    required: ['status', 'message', 'dedup_key'],
    properties: { status: { const: 'success' }, message: text, dedup_key: text },
  },
} as const;
