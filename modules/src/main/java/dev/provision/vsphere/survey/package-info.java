/**
 * What is read from a vCenter, when, and for which kinds. Input: kinds and their declarations.
 * Output: an inventory.
 */
package dev.provision.vsphere.survey;
