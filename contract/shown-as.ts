type JsonSchema = Record<string, unknown>;

type Shown = { override: (context: { jsonSchema: JsonSchema }) => void };

/** For a schema that takes text and makes something of it: how the API's description shows what is to be given. */
export function shownAs(shape: JsonSchema): Shown {
  const override: Shown['override'] = ({ jsonSchema }) => {
    for (const key of Object.keys(jsonSchema)) if (key !== 'description' && key !== 'default') delete jsonSchema[key];
    Object.assign(jsonSchema, shape);
  };
  return { override };
}
