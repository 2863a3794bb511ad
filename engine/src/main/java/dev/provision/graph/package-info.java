/**
 * From bound declarations to {@link dev.provision.graph.LinkedPlay}: every name is resolved, and
 * the resources form a graph without cycles. The only package that knows the graph library.
 */
package dev.provision.graph;
