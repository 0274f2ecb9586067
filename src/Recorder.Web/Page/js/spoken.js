// What a screen reader says of the state: changes that matter, no running clock.

const transports = {
  idle: 'Listening', starting: 'Recording starts', recording: 'Recording', ending: 'Storing the take', playing: 'Playing', paused: 'Paused', overdubbing: 'Recording a layer',
};

export function spoken(state) {
  const take = state.running ?? (state.transport === 'idle' ? null : state.open);
  const parts = [`${transports[state.transport]}${take ? ` take ${take.number}` : ''}.`];
  if (state.message && !state.message.isSeen) parts.push(state.message.happened, state.message.safe, state.message.do);
  if (state.job) parts.push(`${state.job.subject} ${state.job.sentence}`.trim());
  return parts.join(' ');
}
