'use client';

import { useEffect, useRef } from 'react';
import { usePreference } from '../preferences/preference';
import { theme } from '../preferences/theme';
import { api } from '../urls';
import 'swagger-ui-dist/swagger-ui.css';
import './api-docs.css';

/** Swagger UI's own mark for its dark colours, on the document. */
const DARK = 'dark-mode';

/** The description of the API, to read and to try. All of it comes from this server. */
export function ApiDocs() {
  const place = useRef<HTMLDivElement>(null);
  const chosen = usePreference(theme);
  useEffect(() => {
    let isGone = false;
    void import('swagger-ui-dist/swagger-ui-es-bundle.js').then(({ default: SwaggerUI }) => {
      if (isGone || place.current === null) return;
      SwaggerUI({
        domNode: place.current,
        url: api.description(),
        deepLinking: true,
        docExpansion: 'list',
        validatorUrl: null,
      });
    });
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const mark = () =>
      document.documentElement.classList.toggle(DARK, chosen === 'dark' || (chosen === 'system' && system.matches));
    mark();
    system.addEventListener('change', mark);
    return () => {
      system.removeEventListener('change', mark);
      document.documentElement.classList.remove(DARK);
    };
  }, [chosen]);
  return <div ref={place} className="api-docs mx-auto max-w-6xl px-2 pb-12" />;
}
