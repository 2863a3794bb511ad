/**
 * Everything about a field of a kind in one place: the wanted value, the value found, and how it is
 * written. The rows of one call form a {@link dev.provision.vsphere.kind.rows.Rows}, which gives
 * the properties to read, the diff and the spec of the call.
 */
package dev.provision.vsphere.kind.rows;
