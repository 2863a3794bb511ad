/**
 * What a spec record is written with: the annotations that its components carry, and the types of
 * values that the language has besides those of Java. The names of a record's components are the
 * keys of the section; nothing else describes the schema.
 */
package dev.provision.spi.schema;
