/**
 * Marks the document with the kept theme and rail before the first paint, so that nothing flashes.
 * The keys are those of `theme` and `railWidth`; the server renders neither mark.
 */
export const PREFERENCES_SCRIPT = `try{for(const name of ['theme','rail']){const value=localStorage.getItem('perdure.'+name);if(value)document.documentElement.setAttribute('data-'+name,value)}}catch{}`;
