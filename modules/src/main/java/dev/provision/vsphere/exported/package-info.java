/**
 * What kinds tell each other about their objects: a template, a port group, a folder, a volume, a
 * size. Most are small records, which say nothing about how they were found or created.
 */
package dev.provision.vsphere.exported;
