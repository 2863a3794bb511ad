/**
 * What kinds tell each other: a template, a port group, a folder, a volume, a size. Small records
 * that say nothing of how they came to be.
 */
package dev.provision.vsphere.exported;
