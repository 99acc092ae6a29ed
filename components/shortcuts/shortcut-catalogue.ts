type Shortcut = { keys: string; does: string; where: string };

/** Every shortcut there is: the sheet is drawn from this list, and nothing else can be bound. */
export const SHORTCUTS = {
  palette: { keys: 'mod+k', does: 'Open the command palette', where: 'Everywhere' },
  search: { keys: '/', does: 'Search for an instance', where: 'Everywhere' },
  sheet: { keys: '?', does: 'Show the shortcuts', where: 'Everywhere' },
  goToOverview: { keys: 'g o', does: 'Go to the overview', where: 'Everywhere' },
  goToInstances: { keys: 'g i', does: 'Go to the instances', where: 'Everywhere' },
  goToEntities: { keys: 'g e', does: 'Go to the entities', where: 'Everywhere' },
  start: { keys: 'n', does: 'Start an orchestrator', where: 'Everywhere' },
  rail: { keys: 'b', does: 'Widen or narrow the sidebar', where: 'Everywhere' },
  nextRow: { keys: 'j', does: 'Next instance', where: 'Instance list' },
  previousRow: { keys: 'k', does: 'Previous instance', where: 'Instance list' },
  nextPage: { keys: ']', does: 'Older instances', where: 'Instance list' },
  previousPage: { keys: '[', does: 'Newer instances', where: 'Instance list' },
  refresh: { keys: 'r', does: 'Fetch again', where: 'Instance list' },
  showNew: { keys: '.', does: 'Show the new instances', where: 'Instance list' },
  tabTimeline: { keys: '1', does: 'Timeline', where: 'Instance' },
  tabHistory: { keys: '2', does: 'History', where: 'Instance' },
  tabPayloads: { keys: '3', does: 'Input & output', where: 'Instance' },
  tabChildren: { keys: '4', does: 'Children', where: 'Instance' },
  nextInstance: { keys: ']', does: 'Next instance of the list', where: 'Instance' },
  previousInstance: { keys: '[', does: 'Previous instance of the list', where: 'Instance' },
  raise: { keys: 'e', does: 'Raise an event', where: 'Instance' },
  suspend: { keys: 's', does: 'Suspend', where: 'Instance' },
  resume: { keys: 'u', does: 'Resume', where: 'Instance' },
  cancel: { keys: 'c', does: 'Cancel', where: 'Instance' },
  terminate: { keys: 't', does: 'Terminate', where: 'Instance' },
  rewind: { keys: 'z', does: 'Rewind', where: 'Instance' },
  restart: { keys: 'a', does: 'Restart', where: 'Instance' },
  purge: { keys: 'p', does: 'Purge', where: 'Instance' },
  collapseIdle: { keys: 'w', does: 'Shorten or show idle time', where: 'Timeline' },
  closeInspector: { keys: 'Escape', does: 'Close the inspector', where: 'Timeline' },
  expandAll: { keys: 'x', does: 'Unfold or fold all groups', where: 'Timeline' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** Keys that the browser or the focused control already gives; they are only listed. */
export const NATIVE_SHORTCUTS: readonly Shortcut[] = [
  { keys: '↵', does: 'Open the instance', where: 'Instance list' },
  { keys: '↑ ↓', does: 'Move between rows', where: 'Timeline' },
  { keys: '← →', does: 'Fold or unfold a group', where: 'Timeline' },
  { keys: 'Esc', does: 'Cancel, close', where: 'Dialogs' },
  { keys: 'mod+↵', does: 'Confirm', where: 'Dialogs' },
];
