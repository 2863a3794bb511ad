/**
 * What the packages of several parts share: the values that all parts need or that two packages
 * read, the interface of a part, and the drafts that parts write into. It does not know a whole VM.
 */
package dev.provision.modules.instances.vm;
