import type { ReactNode } from 'react';
import { objectOf, textOf, type JsonObject } from '../../json.ts';
import { TextObject } from '../blocks/text-object.tsx';
import { Dialog } from './dialog.tsx';

/** The question that Slack asks before an action with a `confirm` object is sent. */
export function ConfirmAction(props: { confirm: JsonObject; onConfirm: () => void; onDeny: () => void }): ReactNode {
  const { title, text, confirm, deny, style } = props.confirm;
  return (
    <Question
      title={textOf(objectOf(title).text) || 'Are you sure?'}
      yes={textOf(objectOf(confirm).text) || 'Yes'}
      no={textOf(objectOf(deny).text) || 'Cancel'}
      danger={style === 'danger'}
      onYes={props.onConfirm}
      onNo={props.onDeny}
    >
      <TextObject value={text} />
    </Question>
  );
}

/** A question with two answers. */
export function Question(props: {
  title: string;
  yes: string;
  no: string;
  danger?: boolean;
  onYes: () => void;
  onNo: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <Dialog label={props.title} onClose={props.onNo} className="question">
      <h2>{props.title}</h2>
      <div className="question-text">{props.children}</div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={props.onNo}>
          {props.no}
        </button>
        <button
          type="button"
          className={props.danger ? 'button button-danger' : 'button button-primary'}
          onClick={props.onYes}
        >
          {props.yes}
        </button>
      </div>
    </Dialog>
  );
}
