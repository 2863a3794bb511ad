/**
 * From {@link dev.provision.source.SourceFile} to {@link dev.provision.syntax.Node}: a tree of
 * texts, lists and mappings, each with the place where it was written. Nothing is constructed and
 * no text is given a type: what a scalar means is decided by the field that it is bound to. The
 * only package that knows the YAML library.
 */
package dev.provision.syntax;
