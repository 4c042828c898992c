/** Inputs of a complaint in which something is only chosen: a draft that has nothing else is offered to nobody. */
export const chosenInputs = [
  'channel',
  'category',
  'department',
  'handler',
  'respondentDepartment',
  'level',
  'scopeFlags',
  'conduct',
  'policy',
]
