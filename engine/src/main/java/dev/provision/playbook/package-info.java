/**
 * From {@link dev.provision.syntax.Node} to {@link dev.provision.playbook.Playbook}: the plays,
 * with their names, their variables and their sections, before any section is looked into.
 */
package dev.provision.playbook;
