/**
 * Custom attributes: their definitions, which the journal owns, and others that exist. Out goes an
 * {@code AttributeRef}. The values stand with the objects that have them.
 */
package dev.provision.modules.attributes;
