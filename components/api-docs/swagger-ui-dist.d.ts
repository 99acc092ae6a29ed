declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type Options = {
    domNode: HTMLElement;
    url: string;
    deepLinking: boolean;
    docExpansion: 'list' | 'full' | 'none';
    /** Null: the document is not sent to anybody. */
    validatorUrl: null;
  };
  const SwaggerUI: (options: Options) => unknown;

  // biome-ignore lint/style/noDefaultExport: so it is exported there
  export default SwaggerUI;
}
