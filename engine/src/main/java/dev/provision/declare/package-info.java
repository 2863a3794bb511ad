/**
 * From a {@link dev.provision.playbook.Play} and a {@link dev.provision.declare.Catalog} to {@link
 * dev.provision.declare.DeclaredPlay}: every section's mappings are expanded, evaluated and bound
 * to the records of their kinds. The record is the schema.
 */
package dev.provision.declare;
