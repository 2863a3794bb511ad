/**
 * From {@link dev.provision.syntax.Node} to {@link dev.provision.playbook.Playbook}: the plays with
 * their names, variables and sections, before any section is read.
 */
package dev.provision.playbook;
