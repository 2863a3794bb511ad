/**
 * Kinds whose things come in several forms: on hosts or on a distributed switch, as an object of
 * the inventory or as an entry in another one. Each form answers for its own.
 */
package dev.provision.vsphere.kind.form;
