/**
 * Kinds of objects that stand in the inventory and carry the custom attribute {@code provision}: a
 * kind says its table and its calls, all else is here.
 */
package dev.provision.vsphere.kind.object;
