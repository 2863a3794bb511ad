/**
 * From {@link dev.provision.source.SourceFile} to {@link dev.provision.syntax.Node}: a tree of
 * texts, lists and mappings, each with its position. No text has a type yet: the field that a
 * scalar is bound to decides what it means. The only package that knows the YAML library.
 */
package dev.provision.syntax;
