import { type ReactNode, useContext } from 'react';
import { isList, isObject, objectsOf, textOf, type Json, type JsonObject } from '../../json.ts';
import { Markdown } from '../text/markdown.tsx';
import { RichText } from '../text/rich-text.tsx';
import { ActionElement } from './element.tsx';
import { InputBlock } from './input-block.tsx';
import { Picture } from './pictures.tsx';
import { plainTextOf, TextObject } from './text-object.tsx';
import { SurfaceContext } from './use-place.ts';

/** Blocks of a message or view; a surface must stand above them. */
export function Blocks({ blocks }: { blocks: Json[] }): ReactNode {
  // Fields of a form are themselves by their id, also when a block is put above them. A message that is edited has new ids, and
  // its buttons stay under the finger all the same.
  const byId = useContext(SurfaceContext)?.place.in === 'view';
  return (
    <div className="blocks">
      {objectsOf(blocks).map((block, index) => (
        <Block key={(byId && textOf(block.block_id)) || `${textOf(block.type)}/${index}`} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: JsonObject }): ReactNode {
  switch (block.type) {
    case 'header':
      return <h3 className="block-header">{plainTextOf(block.text)}</h3>;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return (
        <div className="block-context">
          {objectsOf(block.elements).map((element, index) =>
            element.type === 'image' ? (
              <Picture key={index} image={element} className="context-image" />
            ) : (
              <span key={index}>
                <TextObject value={element} />
              </span>
            ),
          )}
        </div>
      );
    case 'actions':
    case 'context_actions':
      return (
        <div className="block-actions">
          {objectsOf(block.elements).map((element, index) => (
            <ActionElement key={`${textOf(element.action_id)}/${index}`} block={block} element={element} />
          ))}
        </div>
      );
    case 'divider':
      return <hr className="block-divider" />;
    case 'image':
      return (
        <figure className="block-image">
          {isObject(block.title) && <figcaption>{plainTextOf(block.title)}</figcaption>}
          <Picture image={block} className="picture" />
        </figure>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'markdown':
      return <Markdown text={textOf(block.text)} />;
    case 'rich_text':
      return (
        <div className="block-rich">
          <RichText block={block} />
        </div>
      );
    case 'table':
      return <Table block={block} />;
    default:
      return <span className="unknown">{textOf(block.type)} is not shown here.</span>;
  }
}

function Section({ block }: { block: JsonObject }): ReactNode {
  const fields = objectsOf(block.fields);
  return (
    <div className="block-section">
      <div className="section-text">
        <TextObject value={block.text} />
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              <div key={index}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isObject(block.accessory) && (
        <div className="accessory">
          <ActionElement block={block} element={block.accessory} label={plainTextOf(block.text).replaceAll('*', '')} />
        </div>
      )}
    </div>
  );
}

function Table({ block }: { block: JsonObject }): ReactNode {
  const rows = (isList(block.rows) ? block.rows : []).map(objectsOf);
  return (
    <div className="markdown">
      <table>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => {
                const inside = cell.type === 'rich_text' ? <RichText block={cell} /> : textOf(cell.text);
                return index === 0 ? <th key={at}>{inside}</th> : <td key={at}>{inside}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
