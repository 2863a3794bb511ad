/**
 * What is read of a vCenter, when, and for which kinds. Kinds and their declarations go in; an
 * inventory comes out.
 */
package dev.provision.vsphere.survey;
