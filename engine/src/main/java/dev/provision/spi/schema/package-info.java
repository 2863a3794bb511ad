/**
 * How a spec record is written: the annotations on its components, and the value types that the
 * language adds to those of Java. The names of the components are the keys of the section; nothing
 * else describes the schema.
 */
package dev.provision.spi.schema;
