/**
 * The kind {@code images}: in goes a file of any disk format, its URL, or the name of a template,
 * out comes a {@link dev.provision.vsphere.exported.TemplateRef} that instances clone. What a file
 * is comes from its content, never from its name or properties. It is imported as streamOptimized
 * VMDKs through an NFC lease, which the server undoes if anything goes wrong, or uploaded through
 * the vCenter.
 */
package dev.provision.modules.images;
