/**
 * The kind {@code images}: in goes a file of any disk format, its URL, or the name of a template,
 * out comes a {@link dev.provision.vsphere.exported.TemplateRef} that instances clone. A file is
 * inspected, never believed from its name or its properties, and imported as streamOptimized VMDKs
 * through an NFC lease, which the server takes back when anything goes wrong.
 */
package dev.provision.modules.images;
