/**
 * The kind {@code images}: in goes a local VMDK file or the name of a template, out comes a {@link
 * dev.provision.vsphere.TemplateRef} that instances clone. A file is inspected, never believed from
 * its name or its properties, and imported through an NFC lease, which the server takes back when
 * anything goes wrong.
 */
package dev.provision.modules.images;
