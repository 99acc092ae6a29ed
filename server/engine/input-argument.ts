/** A function's input as an argument: it may be left out where it may be undefined. */
export type InputArgument<Input> = undefined extends Input ? [input?: Input] : [input: Input];
