/**
 * From a path to {@link dev.provision.source.SourceFile}, the text of one file; or to a diagnostic
 * that says why it cannot be read.
 */
package dev.provision.source;
