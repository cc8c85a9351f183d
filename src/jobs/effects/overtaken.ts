/** Why a late reminder was not sent, as it is kept with the effect. */
export const overtaken = 'overtaken by a later reminder';
