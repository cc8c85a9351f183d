import type { Workspace } from '../state/workspace.ts';

/** Takes the bytes that are sent to an upload URL, raw or as a form; answers like Slack's file server. */
export async function receiveUpload(
  workspace: Workspace,
  id: string,
  contentType: string,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  const file = workspace.files.find((one) => one.id === id);
  if (!file) return { status: 404, text: 'Not found' };
  const bytes = contentType.startsWith('multipart/form-data') ? await firstPart(contentType, body) : body;
  if (bytes.length !== file.size) return { status: 400, text: `Expected ${file.size} bytes, got ${bytes.length}` };
  file.content = bytes.toString('utf8');
  return { status: 200, text: `OK - ${bytes.length}` };
}

async function firstPart(contentType: string, body: Buffer): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  for (const value of form.values())
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  return Buffer.alloc(0);
}
