/**
 * The shapes of what PagerDuty takes, as its published OpenAPI description and its page on Events v2 have them: required
 * fields, types and enumerations. JSON Schema.
 */

const text = { type: 'string', minLength: 1 } as const;
const time = { type: 'string', format: 'date-time' } as const;

const reference = (...types: string[]) => ({
  type: 'object',
  required: ['id', 'type'],
  properties: { id: { type: 'string', pattern: '^[A-Z0-9]{6,}$' }, type: { enum: types } },
});

const inside = (name: string, item: object) => ({
  type: 'object',
  required: [name],
  properties: { [name]: item },
  additionalProperties: false,
});

const assignments = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['assignee'],
    properties: { assignee: reference('user_reference', 'user') },
  },
};

/** Bodies of requests, by method and path. */
export const requestSchemas = {
  'POST /incidents': inside('incident', {
    type: 'object',
    required: ['type', 'title', 'service'],
    properties: {
      type: { const: 'incident' },
      title: { type: 'string', minLength: 1, maxLength: 1024 },
      service: reference('service_reference'),
      priority: reference('priority_reference'),
      urgency: { enum: ['high', 'low'] },
      body: {
        type: 'object',
        required: ['type'],
        properties: { type: { const: 'incident_body' }, details: { type: 'string' } },
        additionalProperties: false,
      },
      incident_key: { type: 'string', minLength: 1, maxLength: 255 },
      assignments,
      escalation_policy: reference('escalation_policy_reference'),
      conference_bridge: { type: 'object' },
    },
    additionalProperties: false,
  }),
  'PUT /incidents/:id': inside('incident', {
    type: 'object',
    required: ['type'],
    properties: {
      type: { enum: ['incident', 'incident_reference'] },
      status: { enum: ['acknowledged', 'resolved'] },
      resolution: { type: 'string' },
      title: { type: 'string', minLength: 1 },
      assignments,
      urgency: { enum: ['high', 'low'] },
    },
    additionalProperties: false,
  }),
  'POST /incidents/:id/notes': inside('note', {
    type: 'object',
    required: ['content'],
    properties: { content: { type: 'string', minLength: 1, maxLength: 65_535 } },
    additionalProperties: false,
  }),
  'POST /v2/enqueue': {
    type: 'object',
    required: ['routing_key', 'event_action'],
    properties: {
      routing_key: { type: 'string', minLength: 32, maxLength: 32 },
      event_action: { enum: ['trigger', 'acknowledge', 'resolve'] },
      dedup_key: { type: 'string', minLength: 1, maxLength: 255 },
      payload: {
        type: 'object',
        required: ['summary', 'source', 'severity'],
        properties: {
          summary: { type: 'string', minLength: 1, maxLength: 1024 },
          source: text,
          severity: { enum: ['critical', 'warning', 'error', 'info'] },
          timestamp: time,
          component: { type: 'string' },
          group: { type: 'string' },
          class: { type: 'string' },
          custom_details: { type: 'object' },
        },
        additionalProperties: false,
      },
      client: { type: 'string' },
      client_url: { type: 'string', format: 'uri' },
      links: { type: 'array' },
      images: { type: 'array' },
    },
    additionalProperties: false,
    anyOf: [
      { properties: { event_action: { const: 'trigger' } }, required: ['payload'] },
      { properties: { event_action: { enum: ['acknowledge', 'resolve'] } }, required: ['dedup_key'] },
    ],
  },
} as const;
