/**
 * Kinds of inventory objects that carry the custom attribute {@code provision}: a kind gives its
 * rows and its calls, everything else is here.
 */
package dev.provision.vsphere.kind.object;
