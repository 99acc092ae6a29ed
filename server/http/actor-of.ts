import type { Actor } from '@/contract/actor';

/** Who gives the command. There is no sign-in yet: all that can be told is the door. */
export function actorOf(request: Request): Actor {
  return { name: 'local', via: request.headers.get('x-perdure-via') === 'dashboard' ? 'dashboard' : 'api' };
}
