/**
 * From a path to {@link dev.provision.source.SourceFile}, the text of one file as the user named
 * it; or a diagnostic that says why there is none.
 */
package dev.provision.source;
