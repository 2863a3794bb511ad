/**
 * A field of a kind, known once: what is wanted, what was seen, and how it is written. Rows of one
 * call stand in one {@link dev.provision.vsphere.kind.rows.Rows}; the properties to read, the diff
 * and the spec of a call come out.
 */
package dev.provision.vsphere.kind.rows;
