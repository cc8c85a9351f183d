import { type ReactNode, useState } from 'react';
import type { LiveFile } from '../../live/protocol.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon, IconButton } from '../parts/icons.tsx';
import { Markdown } from '../text/markdown.tsx';

/** The files of a message: pictures as such, text as its first lines, with the whole a press away. */
export function Files({ files }: { files: LiveFile[] }): ReactNode {
  return files.map((file) => <OneFile key={file.id} file={file} />);
}

function OneFile({ file }: { file: LiveFile }): ReactNode {
  const [open, setOpen] = useState(false);
  if (/\.(png|jpe?g|gif|webp|svg)$/i.test(file.name))
    return <img className="picture" src={file.url} alt={file.title || file.name} loading="lazy" />;
  const content = file.content;
  const head = (
    <>
      <Icon name="file" />
      <span className="file-name">
        <strong>{file.title || file.name}</strong>
        <small>
          {file.name} · {sizeOf(file.size)}
        </small>
      </span>
    </>
  );
  if (content === null)
    return (
      <a className="file file-head" href={file.url} target="_blank" rel="noreferrer">
        {head}
      </a>
    );
  return (
    <div className="file">
      <button type="button" className="file-head" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {head}
        <span className="file-open">Open</span>
      </button>
      <div className="file-preview" aria-hidden="true" inert>
        <Content file={file} content={content.split('\n').slice(0, 14).join('\n')} />
      </div>
      {open && (
        <Dialog label={file.title || file.name} onClose={() => setOpen(false)} className="reader">
          <header className="dialog-head">
            <h2>{file.title || file.name}</h2>
            <IconButton icon="close" label="Close" onPress={() => setOpen(false)} />
          </header>
          <div className="dialog-body" tabIndex={0}>
            <Content file={file} content={content} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Content({ file, content }: { file: LiveFile; content: string }): ReactNode {
  return /\.(md|markdown)$/i.test(file.name) ? (
    <Markdown text={content} />
  ) : (
    <pre className="code-block">{content}</pre>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}
