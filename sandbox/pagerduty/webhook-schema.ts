const id = { type: 'string', pattern: '^[A-Z0-9]{6,}$' } as const;
const reference = (...types: string[]) => ({
  type: 'object',
  required: ['id', 'type', 'summary', 'self', 'html_url'],
  properties: {
    id,
    type: { enum: types },
    summary: { type: 'string' },
    self: { type: 'string', format: 'uri' },
    html_url: { type: 'string', format: 'uri' },
  },
});

/** What webhooks v3 deliver, one event each: about an incident, or about a note of one. JSON Schema. */
export const webhookSchema = {
  type: 'object',
  required: ['event'],
  properties: {
    event: {
      type: 'object',
      required: ['id', 'event_type', 'resource_type', 'occurred_at', 'agent', 'client', 'data'],
      properties: {
        id: { type: 'string', minLength: 1 },
        event_type: {
          enum: [
            'incident.acknowledged',
            'incident.annotated',
            'incident.delegated',
            'incident.escalated',
            'incident.reassigned',
            'incident.reopened',
            'incident.resolved',
            'incident.triggered',
            'incident.unacknowledged',
            'pagey.ping',
          ],
        },
        resource_type: { enum: ['incident', 'pagey'] },
        occurred_at: { type: 'string', format: 'date-time' },
        agent: { anyOf: [reference('user_reference', 'inbound_integration_reference'), { type: 'null' }] },
        client: { anyOf: [{ type: 'object', required: ['name'] }, { type: 'null' }] },
        data: {
          oneOf: [
            {
              type: 'object',
              required: ['id', 'type', 'html_url', 'number', 'status', 'incident_key', 'title', 'service', 'assignees'],
              properties: {
                id,
                type: { const: 'incident' },
                html_url: { type: 'string', format: 'uri' },
                number: { type: 'integer' },
                status: { enum: ['triggered', 'acknowledged', 'resolved'] },
                incident_key: { type: ['string', 'null'] },
                title: { type: 'string' },
                service: reference('service_reference'),
                assignees: { type: 'array', items: reference('user_reference') },
                urgency: { enum: ['high', 'low'] },
              },
            },
            {
              type: 'object',
              required: ['id', 'type', 'incident', 'content', 'trimmed'],
              properties: {
                id,
                type: { const: 'incident_note' },
                incident: reference('incident_reference'),
                content: { type: 'string' },
                trimmed: { type: 'boolean' },
              },
            },
            { type: 'object', required: ['message', 'type'], properties: { type: { const: 'ping' } } },
          ],
        },
      },
    },
  },
} as const;
