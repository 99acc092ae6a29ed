/** What a node would claim. */
export type ClaimWish = {
  /** The names of its activities, in lower case. */
  activities: string[];
  /** Those of other nodes: an item of neither is taken too, to fail. */
  activitiesElsewhere: string[];
  limit: number;
  /** The limited activity, in lower case, of which these are; items of limited ones are not meant where it is absent. */
  queue?: string | undefined;
  /** Items that were delivered so often are suspects, of which it takes so many beside the others. */
  suspectAttempt: number;
  suspectsMax: number;
};
