import { buttonStyle, choicesFit, confirm, identifier, overflowOption, plainText } from './composition.ts';
import { list, matching, oneOf, type Rule, shape, text, UNLIMITED, url } from './rule.ts';

const label = text(75);

const feedback = shape({ text: plainText(75), value: text(2000) }, { accessibility_label: label });

const userIds = list(matching(/^[UW][A-Z0-9]+$/, 'a user id (U… or W…)'), UNLIMITED);

/** Elements that are pressed. */
export const buttons: Record<string, Rule> = {
  button: shape(
    { type: oneOf('button'), text: plainText(75) },
    { action_id: identifier, value: text(2000), url: url(), style: buttonStyle, confirm, accessibility_label: label },
  ),
  overflow: shape(
    { type: oneOf('overflow'), options: list(overflowOption, 5) },
    { action_id: identifier, confirm },
    choicesFit,
  ),
  workflow_button: shape(
    { type: oneOf('workflow_button'), text: plainText(75), workflow: shape({ trigger: trigger() }) },
    { action_id: identifier, style: buttonStyle, confirm, accessibility_label: label },
  ),
};

/** Elements of a context_actions block. */
export const contextButtons: Record<string, Rule> = {
  feedback_buttons: shape(
    { type: oneOf('feedback_buttons'), positive_button: feedback, negative_button: feedback },
    { action_id: identifier },
  ),
  icon_button: shape(
    { type: oneOf('icon_button'), icon: text(UNLIMITED), text: plainText(75) },
    { action_id: identifier, value: text(2000), confirm, accessibility_label: label, visible_to_user_ids: userIds },
  ),
};

function trigger(): Rule {
  const parameter = shape({ name: text(UNLIMITED), value: text(UNLIMITED) });
  return shape({ url: url() }, { customizable_input_parameters: list(parameter, UNLIMITED) });
}
